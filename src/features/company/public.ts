export { editCompany, showSegments } from "./cards.ts";
export { COMPANY_FACTS, factOf, findCountries, findCurrencies, keyOf, sayCountry, sayCurrency } from "./rules.ts";
export { type Company, readCompany, saveCompany, takeBackFacts } from "./store.ts";
export { FACT_NAMES, sayFact } from "./texts.ts";
