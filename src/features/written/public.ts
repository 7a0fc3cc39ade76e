export {
  mendLot,
  mendSource,
  type Of,
  type Reading,
  readEntriesAbout as entriesAbout,
  readSource,
  SOURCES,
  WRITTEN,
} from "./store.ts";
