export { answersButton, satisfactionButton, sayAnswer } from "./cards.ts";
export { typeAnswer } from "./handlers.ts";
export { type SaidInAnswer, saidIn } from "./rules.ts";
export { type Latest as LatestAnswer, readLatest as latestAnswer } from "./store.ts";
