// One-statement transactions through the official driver, as fast as it goes: node load.mjs COUNT CONCURRENCY
// Prints transactions per second, and the processor microseconds that the driver itself spent on each.
import { openDriver } from "./clients.mjs";

const [count, concurrency] = process.argv.slice(2).map(Number);
const document = { name: "n".repeat(40), address: { street: "s".repeat(60), city: "c".repeat(30) }, amount: 12.5, tags: ["a", "b"], note: "x".repeat(100) };
const driver = openDriver({ sessions: concurrency });

const run = (transactions) => Promise.all(Array.from({ length: concurrency }, async () => {
  for (let i = 0; i < transactions / concurrency; i++) {
    await driver.executeLambda((txn) => txn.execute("INSERT INTO Load ?", document));
  }
}));

await run(count / 4); // sessions are open and the code is warm
const processor = process.cpuUsage();
const start = process.hrtime.bigint();
await run(count);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const { user, system } = process.cpuUsage(processor);
console.log(`${(count / seconds).toFixed(1)} ${((user + system) / count).toFixed(1)}`);
driver.close();
