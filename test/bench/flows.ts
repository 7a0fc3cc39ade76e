import { currency, money } from "../../src/core/money.ts";
import type { Scope } from "../../src/core/scope.ts";
import { change } from "../../src/data/transaction.ts";
import { startApproval } from "../../src/features/approvals/public.ts";
import { dealById } from "../../src/features/contracts/public.ts";
import { feePaper } from "../../src/features/fees/public.ts";
import { createFee } from "../../src/features/fees/store.ts";
import type { Person } from "../../src/sandbox/driver.ts";
import { customerOf, type Rep, type Side, TODAY } from "./company.ts";
import type { Place } from "./house.ts";
import { Times } from "./measure.ts";
import type { Playground, Press } from "./platform.ts";

/** What is measured: milliseconds from what the person does to the answer, form openings for themselves too. */
export interface Run {
  readonly ms: number;
  readonly opened?: number;
}
export interface Flow {
  readonly name: "line" | "form" | "stage" | "approve";
  ours(number: number): Promise<Run>;
  bare(number: number): Promise<Run>;
}

/** The field of the open form that has this name: the platform's id of it ends in it. */
export const fieldNamed = (person: Person, name: string): string => {
  const field = person.form()?.fields.find(({ id }) => id === name || id.endsWith(`.${name}`));
  if (!field) throw new Error(`No field ${name}; there are ${person.form()?.fields.map(({ id }) => id)}`);
  return field.id;
};

/** A form opened, filled in and sent. */
export const formRun = async (
  { driver, opens, submits }: Playground,
  given: { readonly user: string; readonly text: string; readonly values: Parameters<Person["fill"]>[0] },
): Promise<Required<Run>> => {
  const person = driver.person(given.user);
  const opened = await opens(given.user, given.text);
  for (const [name, value] of Object.entries(given.values)) await person.fill({ [fieldNamed(person, name)]: value });
  const sent = await submits(given.user);
  const open = person.form();
  if (open) throw new Error(`The form stays open: ${open.fields.map(({ id, error }) => `${id} ${error ?? ""}`)}`);
  return { opened, ms: opened + sent };
};

/** One platform: the company's people there, and ours and the bare app. */
export interface Ground {
  readonly side: Side;
  readonly ours: Place;
  readonly bare: Place;
}

/** Who is alone with the bare app. */
export const bareUser = ({ platform }: Side): string => platform.userId("bare");

export const flowsOf = async ({ side, ours, bare }: Ground, papers: readonly Press[]): Promise<Flow[]> => {
  const user = bareUser(side);
  const bareForm = () => formRun(bare.playground, { user, text: "/form", values: { said: "谈了续约价格" } });
  const bareCard = await bare.playground.says({ user, text: "/card" });
  const bareButton = bareCard.button("approve");
  return [
    {
      name: "line",
      ours(number) {
        const { rep, customer } = customerOf(side, number);
        const text = `/visit ${customer.short} 王总谈了续约价格 下周三再访`;
        return ours.playground.says({ user: rep.user, text, shows: "谈了续约价格" });
      },
      bare: (number) => bare.playground.says({ user, text: `/line ${number}`, shows: "Noted" }),
    },
    {
      name: "form",
      ours(number) {
        const { rep, customer } = customerOf(side, number);
        const values = { customer: customer.short, said: `谈了续约价格，第${number}次` };
        return formRun(ours.playground, { user: rep.user, text: "/visit", values });
      },
      bare: bareForm,
    },
    {
      name: "stage",
      ours(number) {
        const { rep, customer } = customerOf(side, number);
        const values = { firstMeetingOn: TODAY, agreed: true };
        return formRun(ours.playground, { user: rep.user, text: `/stage ${customer.short} 25%`, values });
      },
      bare: bareForm,
    },
    {
      name: "approve",
      ours: async (number) => ({ ms: await papers[number]!() }),
      bare: async () => ({ ms: await bareButton() }),
    },
  ];
};

/** So many special fees on their way, and the button of each with which the clerk approves. */
export const sendFees = async (
  { side, ours }: Ground,
  scopeOf: (rep: Rep) => Scope,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<Press[]> => {
  let number = from - 1;
  for (const { rep, customer } of prospectsOf(side, count)) {
    number += 1;
    await change(scopeOf(rep), { from: side.platform.key }, async (inside) => {
      const deal = await dealById(inside, customer.dealId);
      const amount = money(80_000n, currency("CNY"));
      await createFee(inside, {
        id: customer.id,
        number: `FE-2026-${String(number).padStart(4, "0")}`,
        deal: deal!,
        requesterId: rep.memberId,
        teamId: rep.teamId,
        purpose: "new_customer",
        tender: false,
        what: "茶礼",
        amount,
        flags: [],
        shares: new Map([[customer.contactId, amount]]),
      });
      const { teamId, memberId: requesterId } = rep;
      await startApproval(inside, { paper: feePaper, id: customer.id, teamId, requesterId, chain: CHAIN });
    });
  }
  await ours.app.ask("deliverAll");
  const papers = side.teams.map(({ clerk, approvals }) =>
    ours.playground.buttons({ user: clerk, place: approvals, action: "approvals.approve" }),
  );
  const all = inTurns(papers);
  if (all.length < count) throw new Error(`${all.length} of ${count} fees stand in the teams' channels`);
  return all.slice(0, count);
};
/** The first customers that have not signed yet: for one who has there is no special fee. */
const prospectsOf = (side: Side, count: number): ReturnType<typeof customerOf>[] => {
  const all = side.reps.length * (side.reps[0]?.customers.length ?? 0);
  return Array.from({ length: all }, (_, number) => customerOf(side, number))
    .filter(({ customer }) => !customer.signed)
    .slice(0, count);
};
const CHAIN = ["clerk", "manager", "finance"] as const;

/** The first of each list, then the second of each: what is done to one team's papers does not wait for itself. */
const inTurns = <T>(lists: readonly (readonly T[])[]): T[] => {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
};

export interface FlowTimes {
  readonly ours: Times;
  readonly bare: Times;
}

/** Ours and the bare one in turns, so that whatever else the machine does hits both. */
export const runFlows = async (
  { ours }: Ground,
  flows: readonly Flow[],
  { warmUp, samples }: { readonly warmUp: number; readonly samples: number },
): Promise<{ readonly times: ReadonlyMap<Flow["name"], FlowTimes>; readonly opened: Times }> => {
  const times = new Map(flows.map(({ name }) => [name, { ours: new Times(), bare: new Times() }]));
  const opened = new Times();
  for (let number = 0; number < warmUp + samples; number += 1) {
    for (const flow of flows) {
      const bare = await flow.bare(number);
      const own = await flow.ours(number);
      await ours.app.ask("settle");
      if (number < warmUp) continue;
      times.get(flow.name)!.ours.add(own.ms);
      times.get(flow.name)!.bare.add(bare.ms);
      if (own.opened !== undefined) opened.add(own.opened);
    }
  }
  return { times, opened };
};
