export { hasPart, PARTS, type PartName, partCard, sayMove, showPart, summaryCard } from "./cards.ts";
