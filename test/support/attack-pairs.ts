import { newId } from "../../src/core/ids.ts";
import type { Case } from "./attack-cases.ts";

/** Someone's customer beside one that nobody has, either way round: no pair for anyone. */
const pair = (one: string, other: string, more: object = {}): Case => ({
  seers: [],
  payloads: ({ customer }) => [
    { [one]: customer, [other]: newId(), ...more },
    { [one]: newId(), [other]: customer, ...more },
  ],
});

/** The same of contacts. */
const people = (one: string, other: string, more: object = {}): Case => ({
  seers: [],
  payloads: ({ contact }) => [
    { [one]: contact, [other]: newId(), ...more },
    { [one]: newId(), [other]: contact, ...more },
  ],
});

export const PAIR_ACTIONS: Readonly<Record<string, Case>> = {
  "duplicates.apart": pair("one", "other"),
  "duplicates.undoApart": pair("one", "other"),
  "duplicates.list": { seers: [], payloads: () => [{}] },
  "joining.apart": people("one", "other"),
  "joining.undoApart": people("one", "other"),
  "joining.compare": people("keep", "gone"),
  "joining.join": people("keep", "gone", { versions: [1, 1] }),
  "joining.undo": { seers: [], payloads: (ids) => [{ id: ids.joined }] },
  "merging.compare": pair("keep", "gone"),
  "merging.merge": pair("keep", "gone", { versions: [1, 1] }),
  "merging.undo": { seers: [], payloads: (ids) => [{ id: ids.merge }] },
};
