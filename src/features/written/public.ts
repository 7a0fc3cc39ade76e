export { dealsOf, feesOf, mendLot, mendSource, type Of, peopleOf, SOURCES, WRITTEN } from "./store.ts";
