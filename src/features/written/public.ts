export { type Reading, readAtOthers, readEntriesAbout as entriesAbout, readSource, SOURCES, WRITTEN } from "./store.ts";
