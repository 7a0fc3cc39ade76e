export { beat, giveBack, readAuthor, readForsaken, readWaiting, readWriter, takeUp } from "./store.ts";
