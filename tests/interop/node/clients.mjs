// How an application connects: the official clients with one setting changed, the endpoint.
import http from "node:http";
import { QldbDriver, RetryConfig } from "amazon-qldb-driver-nodejs";
import { QLDB } from "@aws-sdk/client-qldb";

const endpoint = process.env.QLDB_ENDPOINT;
export const ledger = process.env.QLDB_LEDGER ?? "interop";

export const settings = (overrides = {}) => ({
  endpoint,
  region: "eu-west-1",
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  },
  ...overrides,
});

export function openDriver({ name = ledger, sessions = 10, retries = 4, backoff, overrides = {} } = {}) {
  const options = { httpAgent: new http.Agent({ keepAlive: true, maxSockets: sessions }) };
  return new QldbDriver(name, settings(overrides), options, sessions, new RetryConfig(retries, backoff));
}

export async function withDriver(body, options) {
  const driver = openDriver(options);
  try {
    return await body(driver);
  } finally {
    driver.close();
  }
}

export const control = (overrides = {}) => new QLDB(settings(overrides));

/** A table of its own for each scenario. */
export async function createTable(driver, name, ...indexedFields) {
  await driver.executeLambda((txn) => txn.execute(`CREATE TABLE ${name}`));
  for (const field of indexedFields) {
    await driver.executeLambda((txn) => txn.execute(`CREATE INDEX ON ${name} (${field})`));
  }
}
