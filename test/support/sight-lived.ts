import type { RawValue, Shown } from "../../src/chat/port.ts";
import { newId } from "../../src/core/ids.ts";
import { from } from "../../src/data/client.ts";
import { buttonsOf } from "./conversation.ts";
import type { Past } from "./sight-past.ts";
import { mayName, type Plan, type PlannedMember } from "./sight-plan.ts";
import type { Ground } from "./sight-walker.ts";
import { idIn, nameOf, userOf, type World, workspaceOf } from "./sight-world.ts";

type Values = Readonly<Record<string, RawValue>>;
const choose = (value: string): RawValue => ({ choices: [{ value, label: "x" }] });

/**
 * Lets happen in a world what its plan says has happened, by the hands of its people and of what is there. What was said
 * of it has been read since.
 */
export const livePast = async (ground: Ground, world: World): Promise<void> => {
  const { past } = world.plan;
  if (!past) return;
  await moveCustomers(ground, world, past);
  await movePeople(ground, world, past);
  const organizationId = idIn(world, "organization");
  await from({ database: ground.database.handle }).outgoingMessage.deleteMany({ where: { organizationId } });
};

const moveCustomers = async (ground: Ground, world: World, past: Past): Promise<void> => {
  const { mover, moved, lent, apart, before } = past;
  const { customers, members } = world.plan;
  const isThere = (n: number) => mayName(world.exists(customers[n]!));
  const hand = (n: number, was: number | null, to: string) => {
    const customerId = idIn(world, "customer", n);
    const params = { customerId, was: memberIn(world, was), name: nameOf(customers[n]!), far: true };
    return submit(ground, world, mover, { form: "handover.one", params, values: { to: choose(to) } });
  };
  for (const n of moved.filter(isThere)) {
    const { owner, team } = customers[n]!;
    await hand(n, before.customers[n]!.owner, `${memberIn(world, owner)}:${idIn(world, "team", team)}`);
  }
  if (lent && isThere(lent.n)) {
    const { owner, team } = customers[lent.n]!;
    const there = besides(world.plan, team, members[lent.to]!);
    const shown = await hand(lent.n, owner, `${memberIn(world, lent.to)}:${idIn(world, "team", there)}`);
    const undo = buttonsOf(shown.card).find(({ press: call }) => call?.action === "handover.undo")?.press;
    await press(ground, world, mover, { action: "handover.undo", payload: undo?.payload ?? {} });
  }
  if (apart !== undefined && world.exists(customers[apart]!).customer) {
    const payload = { id: idIn(world, "merge", apart) };
    await press(ground, world, customers[apart]!.owner!, { action: "merging.undo", payload });
  }
};

const movePeople = async (ground: Ground, world: World, { mover, team, changed }: Past): Promise<void> => {
  const [zone, language] = [choose("Asia/Shanghai"), choose("zh")];
  const segment = choose(idIn(world, "segment", world.plan.teams[team]!));
  await submit(ground, world, mover, {
    form: "team.team",
    params: { seen: { id: idIn(world, "team", team), version: 1 } },
    values: { name: { text: `第${team}组` }, segment, zone, language },
  });
  const teams = choose(idIn(world, "team", changed.team));
  await submit(ground, world, mover, {
    form: "people.edit",
    params: { id: idIn(world, "member", changed.n), version: 1, within: false },
    values: { name: { text: `同事${changed.n}` }, roles: choose("rep"), teams, zone },
  });
};

const memberIn = (world: World, n: number | null): string | null => (n === null ? null : idIn(world, "member", n));
/** Of somebody's teams the one in the segment of another. */
const besides = ({ teams }: Plan, team: number, { teams: own }: PlannedMember): number =>
  own.find((each) => teams[each] === teams[team])!;

const arrivalOf = ({ clock }: Ground, world: World, n: number) => {
  const identity = { platform: world.platform, workspace: workspaceOf(world), user: userOf(world, n) };
  const { platform, workspace, user } = identity;
  const place = { platform, workspace, place: `D-${user}`, kind: "direct" } as const;
  return { id: `t:${newId()}`, identity, place, receivedAt: clock.now() };
};

const press = async (
  ground: Ground,
  world: World,
  n: number,
  { action, payload }: { action: string; payload: object },
) => {
  const { shown } = await ground.kernel.press({
    ...arrivalOf(ground, world, n),
    action,
    payload: JSON.stringify(payload),
  });
  return happened(shown, action);
};
const submit = async (
  ground: Ground,
  world: World,
  n: number,
  { form: formId, params, values }: { readonly form: string; readonly params: object; readonly values: Values },
) => {
  const { shown } = await ground.kernel.submit({
    ...arrivalOf(ground, world, n),
    formId,
    params: JSON.stringify(params),
    values,
  });
  return happened(shown, formId);
};
/** What did not happen would leave the plan wrong, and be looked for where it is not. */
const happened = (shown: Shown | undefined, what: string) => {
  if ((shown?.kind === "card" || shown?.kind === "replace") && shown.card.tone !== "stopped") return shown;
  throw new Error(`${what} did not happen: ${JSON.stringify(shown)}`);
};
