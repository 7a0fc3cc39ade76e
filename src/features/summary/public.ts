export { summaryCard } from "./cards.ts";
