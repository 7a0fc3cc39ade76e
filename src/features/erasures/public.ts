export {
  anyErased,
  erasedOn,
  erasuresFor,
  erasuresSoFar,
  holdErasures,
  marksOf,
  noneErasedSince,
  type Sharing,
  sharingSeen,
} from "./store.ts";
