export { dealById, dealsOf, type FeeDeal, findUnsignedDeals, hasSigned } from "./store.ts";
export { sayContract, sayOver, sayOvertaken, sayUnsigned } from "./texts.ts";
