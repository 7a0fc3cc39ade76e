export { beat, giveBack, readForsaken, readWaiting, readWriter, takeUp } from "./store.ts";
