export { type Moved, movePossessions, returnPossessions } from "./store.ts";
