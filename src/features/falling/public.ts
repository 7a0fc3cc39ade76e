export { fallingCard, fallingCounts } from "./cards.ts";
export { type Falling, readFalling } from "./store.ts";
