export { type Countable, comparedCard, listed, partedCard, sayMoves, unitedCard } from "./cards.ts";
export {
  countReferences,
  isAny,
  type Kind,
  lockRows,
  type Merge,
  mergeRows,
  movedOn,
  readMerge,
  readParts,
  readRow,
  rewriteMerges,
  undoRows,
} from "./store.ts";
