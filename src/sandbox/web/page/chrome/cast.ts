import type { PagePerson, PeopleAnswer } from "../../wire.ts";

/** Who could sit here, and how one becomes somebody else. */
export interface Cast {
  readonly people: PeopleAnswer["people"];
  readonly platforms: PeopleAnswer["platforms"];
  readonly become: (person: PagePerson) => void;
}
