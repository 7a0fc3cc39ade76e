export {
  keyOf,
  type Of,
  type Reading,
  type Row,
  readAtOthers,
  readEntriesAbout as entriesAbout,
  readSource,
  SOURCES,
  type Source,
  textsOf,
  WRITTEN,
} from "./store.ts";
