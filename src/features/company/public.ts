export { editCompany, showSegments } from "./cards.ts";
export { COMPANY_FACTS, factOf, findCountries, findCurrencies, keyOf, sayCountry, sayCurrency } from "./rules.ts";
export { type Company, readCompany, saveCompany, type TeamsAfter, takeBackFacts } from "./store.ts";
export { FACT_NAMES, sayFact, sayTeams } from "./texts.ts";
