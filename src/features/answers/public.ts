export { answersButton, satisfactionButton } from "./cards.ts";
export { typeAnswer } from "./handlers.ts";
export { type Latest as LatestAnswer, readLatest as latestAnswer } from "./store.ts";
