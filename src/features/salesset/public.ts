export {
  type ImportPlan,
  movedTo,
  planImport,
  type SalesSheets,
  type SheetName,
  type SheetRow,
  type Verdict,
} from "./rules.ts";
export { applyPlan, readKnown } from "./store.ts";
