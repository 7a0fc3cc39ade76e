export { anyErased, erasedOn, erasuresFor, marksOf } from "./store.ts";
