export { beat, giveBack, readForsaken, readWaiting, takeUp } from "./store.ts";
