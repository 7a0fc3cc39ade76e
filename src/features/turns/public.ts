export { beat, readForsaken, readWaiting, takeUp } from "./store.ts";
