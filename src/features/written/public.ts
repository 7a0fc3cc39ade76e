export { mendLot, mendSource, type Of, readEntriesAbout as entriesAbout, SOURCES, WRITTEN } from "./store.ts";
