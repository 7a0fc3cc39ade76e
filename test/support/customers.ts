import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { nameKey } from "../../src/domain/names.ts";
import { searchTextOf } from "../../src/domain/names-search.ts";
import type { House } from "./conversation.ts";

interface CustomerFacts {
  readonly owner: string;
  readonly shortNames?: readonly string[];
  readonly city?: string;
  /** `YYYY-MM-DD` */
  readonly lastContactOn?: string;
  readonly flags?: readonly ("warning" | "important" | "key_account" | "vip")[];
}

const CREATED = new Date("2026-01-01T00:00:00Z");
/** Contacts are listed in the order they were added. */
let added = 0;

/** A customer of someone in the company of the house, in their team and segment. Returns its id. */
export async function makeCustomer(house: House, name: string, facts: CustomerFacts): Promise<string> {
  const { organizationId, segmentId, teamId, otherSegmentId, otherTeamId, people } = house.company;
  const elsewhere = facts.owner === "孙丽" || facts.owner === "钱进";
  const shortNames = [...(facts.shortNames ?? [])];
  const id = newId();
  await from({ database: house.database.handle }).customer.create({
    data: {
      id,
      organizationId,
      segmentId: elsewhere ? otherSegmentId : segmentId,
      teamId: elsewhere ? otherTeamId : teamId,
      ownerId: people[facts.owner]?.id ?? null,
      name,
      shortNames,
      nameKey: nameKey(name),
      searchText: searchTextOf(name, shortNames),
      city: facts.city ?? null,
      flags: [...(facts.flags ?? [])],
      lastContactOn: facts.lastContactOn ? new Date(`${facts.lastContactOn}T00:00:00Z`) : null,
      createdAt: CREATED,
    },
  });
  return id;
}

/** A contact of a customer. Returns its id. */
export async function makeContact(
  house: House,
  customerId: string,
  person: { name: string; title?: string },
): Promise<string> {
  const id = newId();
  added += 1;
  await from({ database: house.database.handle }).contact.create({
    data: {
      id,
      organizationId: house.company.organizationId,
      customerId,
      name: person.name,
      title: person.title ?? null,
      phones: [],
      searchText: searchTextOf(person.name),
      createdAt: new Date(CREATED.getTime() + added),
    },
  });
  return id;
}
