import type { Field } from "../../src/chat/form.ts";
import type { RawValue } from "../../src/chat/port.ts";
import type { Ids } from "./secrets.ts";
import { type Errand, needOf } from "./sight-errands.ts";
import type { Chances, PlannedCustomer } from "./sight-plan.ts";
import type { Way } from "./sight-walker.ts";
import { idIn, type Kind, type World } from "./sight-world.ts";

interface Asked {
  /** Of the action or form that the ids go to. */
  readonly name: string;
  readonly world: World;
  readonly way: Way;
  readonly chance: Chances;
}

/** Ids of something that the errand is about: of a customer that has what it takes, where there is one. */
export const idsFor = (errand: Errand, { name, world, way, chance }: Asked): Ids => {
  const need = needOf(errand);
  const [all, fitting, where] =
    errand.about === "seen"
      ? [way.seen, way.seen.filter(({ seen }) => seen[need]), world]
      : [
          way.hidden.map((customer) => ({ customer })),
          way.hidden.flatMap((customer) => (need === "customer" || customer[need] ? [{ customer }] : [])),
          way.abroad ?? world,
        ];
  const { customer } = chance.oneOf(fitting.length > 0 ? fitting : all);
  return idsOf(customer, { name, world: where, chance });
};

/** What the id of an item stands for, by the feature. */
const ITEMS: readonly (readonly [string, Kind])[] = [
  ["handover.", "handover"],
  ["recalls.", "handover"],
  ["import", "import"],
  ["absence.", "absence"],
  ["accountrequests.", "request"],
  ["team.", "join"],
];

const idsOf = (
  { n, team, owner }: PlannedCustomer,
  { name, world, chance }: Pick<Asked, "name" | "world" | "chance">,
): Ids => {
  const of = (kind: Kind, number = n) => idIn(world, kind, number);
  const item = of(ITEMS.find(([feature]) => name.startsWith(feature))?.[1] ?? "item");
  const within = {
    team: of("team", team),
    segment: of("segment", world.plan.teams[team]),
    member: of("member", owner ?? 0),
  };
  const work = {
    ...{ activity: of("activity"), case: of("case"), task: of("task"), answer: of("answer") },
    ...{ fee: of("fee"), move: of("move"), paid: of("deal"), merge: of("merge"), joined: of("joined") },
  };
  // What became part of another leads to it.
  const customer = of(chance.oneOf(["customer", "customer", "gone"]));
  const contact = of(chance.oneOf(["contact", "contact", "gone_contact"]));
  return { ...within, ...work, customer, contact, deal: of("deal"), item, join: item };
};

/** Every field filled in, with what is out of sight where something is to be chosen. */
export const filledWith = (
  fields: readonly (readonly [string, Field])[],
  { world, hidden: { n } }: { readonly world: World; readonly hidden: PlannedCustomer },
): Record<string, RawValue> => {
  const filledAt = (name: string, field: Field): RawValue | undefined => {
    switch (field.kind) {
      case "choice":
      case "choices":
        return { choices: [{ value: field.options?.[0]?.value ?? idIn(world, kindOf(name), n), label: "x" }] };
      case "text":
        return { text: name === "list" ? "新人, 无此组, 销售代表" : "试一试" };
      case "number":
        return { text: "3" };
      case "money":
        return { text: "800" };
      case "date":
        return { text: "2026-11-24" };
      case "check":
        return { checked: true };
      default:
        return undefined;
    }
  };
  const filled = fields.map(([name, field]) => [name, filledAt(name, field)] as const);
  return Object.fromEntries(filled.flatMap(([name, value]) => (value ? [[name, value]] : [])));
};

/** What a field asks to choose. */
const kindOf = (field: string): Kind => {
  if (/toWhom|standIn|colleague|owner/.test(field)) return "member";
  return (
    (["team", "segment", "deal", "contact"] as const).find((kind) => field.toLowerCase().includes(kind)) ?? "customer"
  );
};
