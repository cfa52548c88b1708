// What an old application does, scenario by scenario. Run one: node scenarios.mjs NAME
import assert from "node:assert/strict";
import * as ion from "ion-js";
import { control, createTable, ledger, withDriver } from "./clients.mjs";
import { dot, hashOf, root } from "./proof.mjs";

const one = (result) => {
  const rows = result.getResultList();
  assert.equal(rows.length, 1, `one row expected, ${rows.length} found`);
  return rows[0];
};

const scenarios = {
  async tables() {
    await withDriver(async (driver) => {
      await createTable(driver, "Person", "GovId");
      assert.ok((await driver.getTableNames()).includes("Person"));
      const id = await driver.executeLambda(async (txn) =>
        one(await txn.execute("INSERT INTO Person ?", { GovId: "LEWISR261LL", FirstName: "Raul", Age: 42 })).get("documentId").stringValue());
      assert.match(id, /^[0-9A-Za-z]{22}$/);
      await driver.executeLambda((txn) => txn.execute("UPDATE Person SET Age = ? WHERE GovId = ?", 43, "LEWISR261LL"));
      const person = await driver.executeLambda(async (txn) => one(await txn.execute("SELECT * FROM Person WHERE GovId = ?", "LEWISR261LL")));
      assert.equal(person.get("Age").numberValue(), 43);
      const history = await driver.executeLambda(async (txn) => (await txn.execute("SELECT * FROM history(Person) AS h WHERE h.metadata.id = ?", id)).getResultList());
      assert.deepEqual(history.map((revision) => revision.get("metadata").get("version").numberValue()), [0, 1]);
      await driver.executeLambda((txn) => txn.execute("DELETE FROM Person WHERE GovId = ?", "LEWISR261LL"));
      assert.equal((await driver.executeLambda((txn) => txn.execute("SELECT * FROM Person"))).getResultList().length, 0);
      await driver.executeLambda((txn) => txn.execute("DROP TABLE Person"));
      assert.ok(!(await driver.getTableNames()).includes("Person"));
    });
  },

  async "every-ion-type"() {
    const values = [
      "null", "null.int", "true", "false", "0", "-1", "9223372036854775808", "-340282366920938463463374607431768211456",
      "0e0", "1.5e0", "-2.5e-300", "nan", "+inf", "0.0", "-0.0", "9.00", "123456789012345678901234567890.123456789",
      "2024T", "2024-02T", "2024-02-29", "2024-02-29T23:59Z", "2024-02-29T23:59:59.123456+05:30", "2024-02-29T23:59:59-00:00",
      "symbol", "'quoted symbol'", '""', '"caf\\u00e9 \\U0001F600 \\n"', '{{"clob"}}', "{{}}", "{{AP8B}}", "[]", "[1, [2, \"x\"]]", "()", "(a + (b))",
      "{}", "{a: {b: [1, null, {c: d}]}}", "tag::1", "a::b::{c: 1}",
    ];
    await withDriver(async (driver) => {
      await createTable(driver, "Types", "nr");
      for (let at = 0; at < values.length; at += 20) {
        await driver.executeLambda(async (txn) => {
          for (const [offset, text] of values.slice(at, at + 20).entries()) {
            await txn.execute("INSERT INTO Types ?", ion.load(`{nr: ${at + offset}, "value": ${text}}`));
          }
        });
      }
      for (const [nr, text] of values.entries()) {
        const found = await driver.executeLambda(async (txn) => one(await txn.execute("SELECT VALUE t.\"value\" FROM Types AS t WHERE t.nr = ?", nr)));
        const expected = ion.load(text);
        assert.ok(expected.ionEquals(found) || (text === "nan" && Number.isNaN(found.numberValue())), `${text} came back as ${ion.dumpText(found)}`);
      }
    });
  },

  async paging() {
    const count = 450;
    await withDriver(async (driver) => {
      await createTable(driver, "Pages", "nr");
      for (let at = 0; at < count; at += 30) {
        await driver.executeLambda(async (txn) => {
          const documents = Array.from({ length: 30 }, (_, offset) => ({ nr: at + offset, text: `document ${at + offset}` }));
          await txn.execute("INSERT INTO Pages ?", documents);
        });
      }
      const buffered = await driver.executeLambda((txn) => txn.execute("SELECT nr FROM Pages"));
      assert.deepEqual(buffered.getResultList().map((row) => row.get("nr").numberValue()).sort((a, b) => a - b), Array.from({ length: count }, (_, i) => i));
      assert.ok(buffered.getConsumedIOs().getReadIOs() > 0);
      const streamed = await driver.executeLambda(async (txn) => {
        let rows = 0;
        for await (const row of await txn.executeAndStreamResults("SELECT * FROM Pages WHERE nr >= ?", 100)) {
          assert.ok(row.get("text").stringValue().startsWith("document "));
          rows++;
        }
        return rows;
      });
      assert.equal(streamed, count - 100);
    });
  },

  async counter() {
    const transactions = 200;
    await withDriver(async (driver) => {
      await createTable(driver, "Counters", "name");
      await driver.executeLambda((txn) => txn.execute("INSERT INTO Counters ?", { name: "hits", n: 0 }));
      let attempts = 0;
      await Promise.all(Array.from({ length: transactions }, () => driver.executeLambda(async (txn) => {
        attempts++;
        const n = one(await txn.execute("SELECT n FROM Counters WHERE name = ?", "hits")).get("n").numberValue();
        await txn.execute("UPDATE Counters SET n = ? WHERE name = ?", n + 1, "hits");
      })));
      const n = await driver.executeLambda(async (txn) => one(await txn.execute("SELECT n FROM Counters WHERE name = ?", "hits")).get("n").numberValue());
      assert.equal(n, transactions);
      console.log(`# ${transactions} increments, ${attempts - transactions} conflicts retried`);
    }, { sessions: transactions, retries: 1000, backoff: (attempt) => Math.random() * Math.min(5000, 100 * 2 ** attempt) });
  },

  async errors() {
    await withDriver(async (driver) => {
      await createTable(driver, "Faulty");
      await assert.rejects(() => driver.executeLambda((txn) => txn.execute("CREATE TABLE Faulty")), (e) => {
        assert.equal(e.name, "BadRequestException");
        assert.match(e.message, /Table with name: USER\.Faulty already exists/);
        return true;
      });
      await assert.rejects(() => driver.executeLambda((txn) => txn.execute("SELECT FROM WHERE")), { name: "BadRequestException" });
      await assert.rejects(() => driver.executeLambda((txn) => txn.execute("DELETE FROM NoSuchTable")), (e) => e.name === "BadRequestException" && /No such variable named 'NoSuchTable'/.test(e.message));
      await assert.rejects(() => driver.executeLambda((txn) => txn.execute("INSERT INTO Faulty ?")), { name: "BadRequestException" });
      await assert.rejects(() => driver.executeLambda(async (txn) => {
        await txn.execute("INSERT INTO Faulty ?", { a: 1 });
        throw new RangeError("the application's own");
      }), RangeError);
      assert.equal((await driver.executeLambda((txn) => txn.execute("SELECT * FROM Faulty"))).getResultList().length, 0);
    });
    await withDriver((driver) => assert.rejects(() => driver.getTableNames(), { name: "BadRequestException" }), { name: "no-such-ledger" });
    await withDriver((driver) => assert.rejects(() => driver.getTableNames(), { name: "InvalidSignatureException" }), {
      overrides: { credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: "not the secret access key" } },
    });
    await withDriver((driver) => assert.rejects(() => driver.getTableNames(), { name: "UnrecognizedClientException" }), {
      overrides: { credentials: { accessKeyId: "AKIDNOBODY", secretAccessKey: "not the secret access key" } },
    });
  },

  async abort() {
    await withDriver(async (driver) => {
      await createTable(driver, "Aborted");
      await assert.rejects(() => driver.executeLambda(async (txn) => {
        await txn.execute("INSERT INTO Aborted ?", { a: 1 });
        await txn.abort();
      }), { name: "LambdaAbortedError" });
      assert.equal((await driver.executeLambda((txn) => txn.execute("SELECT * FROM Aborted"))).getResultList().length, 0);
    });
  },

  // The server of this scenario gives a transaction one second.
  async expiry() {
    await withDriver(async (driver) => {
      await createTable(driver, "Late");
      let runs = 0;
      await assert.rejects(() => driver.executeLambda(async (txn) => {
        runs++;
        await txn.execute("INSERT INTO Late ?", { a: 1 });
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await txn.execute("SELECT * FROM Late");
      }), (e) => {
        assert.equal(e.name, "InvalidSessionException");
        assert.match(e.message, /Transaction .* has expired/);
        return true;
      });
      assert.equal(runs, 1, "an expired transaction is not tried again");
      assert.equal((await driver.executeLambda((txn) => txn.execute("SELECT * FROM Late"))).getResultList().length, 0);
    });
  },

  async "control-plane"() {
    const client = control();
    const name = "made-by-node";
    const created = await client.createLedger({ Name: name, PermissionsMode: "ALLOW_ALL", Tags: { team: "interop" } });
    assert.equal(created.State, "ACTIVE");
    assert.ok(Math.abs(created.CreationDateTime - Date.now()) < 600_000);
    assert.equal((await client.describeLedger({ Name: name })).DeletionProtection, true);
    assert.ok((await client.listLedgers({ MaxResults: 100 })).Ledgers.some((found) => found.Name === name));
    await client.tagResource({ ResourceArn: created.Arn, Tags: { "cost centre": "a&b" } });
    await client.untagResource({ ResourceArn: created.Arn, TagKeys: ["team"] });
    assert.deepEqual((await client.listTagsForResource({ ResourceArn: created.Arn })).Tags, { "cost centre": "a&b" });
    await assert.rejects(() => client.createLedger({ Name: name, PermissionsMode: "ALLOW_ALL" }), { name: "ResourceAlreadyExistsException" });
    await assert.rejects(() => client.deleteLedger({ Name: name }), { name: "ResourcePreconditionNotMetException" });
    await withDriver((driver) => createTable(driver, "Here"), { name });
    await client.updateLedger({ Name: name, DeletionProtection: false });
    await client.updateLedgerPermissionsMode({ Name: name, PermissionsMode: "STANDARD" });
    await client.deleteLedger({ Name: name });
    await assert.rejects(() => client.describeLedger({ Name: name }), { name: "ResourceNotFoundException", ResourceName: name });
  },

  async proof() {
    const client = control();
    await withDriver(async (driver) => {
      await createTable(driver, "Proved", "nr");
      for (let nr = 0; nr < 7; nr++) {
        await driver.executeLambda(async (txn) => {
          await txn.execute("INSERT INTO Proved ?", { nr, text: `number ${nr}` });
          await txn.execute("INSERT INTO Proved ?", { nr: nr + 100, amount: 1.5, when: new Date(0) });
        });
      }
      const digest = await client.getDigest({ Name: ledger });
      const revisions = await driver.executeLambda(async (txn) => (await txn.execute("SELECT * FROM _ql_committed_Proved")).getResultList());
      assert.equal(revisions.length, 14);
      for (const row of revisions) {
        const answer = await client.getRevision({
          Name: ledger,
          BlockAddress: { IonText: ion.dumpText(row.get("blockAddress")) },
          DocumentId: row.get("metadata").get("id").stringValue(),
          DigestTipAddress: digest.DigestTipAddress,
        });
        const revision = ion.load(answer.Revision.IonText);
        const hash = Buffer.from(revision.get("hash").uInt8ArrayValue());
        assert.deepEqual(dot(hashOf(revision.get("metadata")), hashOf(revision.get("data"))), hash, "the revision's hash is that of its metadata and data");
        assert.deepEqual(root(hash, ion.load(answer.Proof.IonText)), Buffer.from(digest.Digest), "the proof leads to the digest");

        const forged = ion.load(answer.Revision.IonText.replace("number", "nummer"));
        if (answer.Revision.IonText.includes("number")) {
          assert.notDeepEqual(dot(hashOf(forged.get("metadata")), hashOf(forged.get("data"))), hash, "a changed document has another hash");
        }
      }
      const block = await client.getBlock({ Name: ledger, BlockAddress: digest.DigestTipAddress, DigestTipAddress: digest.DigestTipAddress });
      const blockHash = Buffer.from(ion.load(block.Block.IonText).get("blockHash").uInt8ArrayValue());
      assert.deepEqual(root(blockHash, ion.load(block.Proof.IonText)), Buffer.from(digest.Digest));
      console.log(`# ${revisions.length} revisions and the tip proved against ${Buffer.from(digest.Digest).toString("base64")}`);
    });
  },
};

const name = process.argv[2];
if (!(name in scenarios)) {
  console.error(`usage: node scenarios.mjs ${Object.keys(scenarios).join("|")}`);
  process.exit(2);
}
await scenarios[name]();
console.log(`ok ${name}`);
process.exit(0);
