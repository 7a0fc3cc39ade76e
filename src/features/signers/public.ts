export { type NamedPerson, peopleAndPlaces, peopleOf, placesOfTeams, type TeamPlaces } from "./store.ts";
export { sayHolder, sayName, sayRole } from "./texts.ts";
