export { readTakenBack, takeBack } from "./store.ts";
