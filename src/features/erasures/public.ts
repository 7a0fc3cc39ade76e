export { anyErased, erasedOn, erasuresFor, marksOf, type Sharing, sharingSeen } from "./store.ts";
