/**
 * Cards with lines or a table that count nothing, by what they came of or what makes them, each with why. Every other
 * one is a list, and says what it counts and until when (domain.md §9).
 */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  "a choice: what is picked is what counts": ["/stage", "/deal", "/export", "whichCard"],
  "what can be said and done": ["helpCard", "/help", "codeCard", "/link"],
  "one thing as it stands": [
    ...["/customer", "customers.open", "facts.edit", "facts.rest", "facts.flag", "facts.classify", "sharing.share"],
    ...["pipeline.open", "influence.open", "influence.place", "influence.remove"],
  ],
  "a history: each line has its time": [
    ...["approvals.history", "goals.history", "chronicle.facts", "chronicle.show", "influence.history"],
  ],
  "settings: each line is one": [
    ...["figures.open", "figures.show", "/holidays", "holidays.show", "/survey", "survey.show", "survey.put"],
    ...["survey.remove", "survey.edit", "surveyCard", "/setup", "setup.goOn", "setUpCard"],
  ],
  "one moment, said when it comes": [
    ...["sent.fallback", "sent.handover", "sent.care", "warningCard", "fellCard", "nowCard"],
    ...["backCard", "lookupCard", "invalidManyCard"],
  ],
  "one file": ["importCard", "planCard", "recognizedCard", "roster.paste"],
  "a part of a summary, which says it below all": ["fallingCard", "fallingCounts"],
};

const NO_LISTS = new Set(Object.values(REASONS).flat());

/** @param name of a card in the gallery: "board.column, plain" */
export const countsNothing = (name: string): boolean => NO_LISTS.has(name.split(",")[0] ?? name);

/** Cards that say a customer's name without its flags, each with why: all others begin with them (domain.md §3.1). */
const NO_FLAGS: Readonly<Record<string, readonly string[]>> = {
  "a choice: none of the customers called so yet": [
    ...["whichCard", "noneCard", "helpCard", "/visit", "/phone", "/meeting", "/message", "/satisfaction"],
    ...["/stage", "/deal"],
  ],
  "for who sees a customer's money alone": ["sent.deal, waiting", "sent.deal, stopped", "receipts.refuse"],
};

const UNFLAGGED = new Set(Object.values(NO_FLAGS).flat());

/** @param name as above */
export const flagsNothing = (name: string): boolean => UNFLAGGED.has(name) || UNFLAGGED.has(name.split(",")[0] ?? name);

/** Lists whose lines name customers without a flag: among those of deals that may come to finance, who sees the money alone. */
const UNMARKED = new Set(["/receipts", "whichCard"]);

/** @param name as above */
export const marksNothing = (name: string): boolean => UNMARKED.has(name.split(",")[0] ?? name);
