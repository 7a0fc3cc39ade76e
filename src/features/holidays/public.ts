export { holidaysButton } from "./cards.ts";
