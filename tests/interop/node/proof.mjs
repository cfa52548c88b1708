// Verification as an auditor does it: nothing but Ion hash and the published rules; the server is asked for data only.
import { createHash } from "node:crypto";
import ionHash from "ion-hash-js";

/** The Ion hash of a value. */
export const hashOf = (value) => Buffer.from(ionHash.digest(value, "sha256"));

/** Smaller first, compared as signed bytes from the last to the first; then SHA-256 of both. An empty hash yields the other. */
export function dot(a, b) {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  let order = 0;
  for (let i = 31; i >= 0 && order === 0; i--) {
    order = a.readInt8(i) - b.readInt8(i);
  }
  return createHash("sha256").update(order < 0 ? Buffer.concat([a, b]) : Buffer.concat([b, a])).digest();
}

export const blobs = (list) => list.elements().map((element) => Buffer.from(element.uInt8ArrayValue()));

/** The digest that a proof leads to from a leaf. */
export const root = (leaf, proof) => blobs(proof).reduce(dot, leaf);
