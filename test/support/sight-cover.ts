import type { ActionCall } from "../../src/chat/card.ts";
import { ROLES, type Role } from "../../src/core/scope.ts";
import { type Errand, needOf } from "./sight-errands.ts";
import type { Pair } from "./sight-oracle.ts";
import { mayName, sees } from "./sight-plan.ts";

/** Of a payload, what somebody typed. */
const TYPED = new Set(["carried", "line", "name", "text", "typed"]);
/** A button by what it does, whatever it does it to: its action, and the words that say which of several ways. */
export const wayOf = ({ action, payload }: ActionCall): string => {
  const said = Object.entries(Object(payload)).filter(([name]) => !TYPED.has(name));
  const words = said.flatMap(([, value]) =>
    typeof value === "string" && /^[a-z][a-z0-9_]*$/i.test(value) ? value : [],
  );
  return [action, ...words].join(" ");
};

/** Which errand was run as which role, which of the buttons that a role was shown were pressed, and which forms opened. */
export class Coverage {
  readonly #run = new Map<Role, Set<string>>(ROLES.map((role) => [role, new Set()]));
  readonly #shown = new Map<Role, Set<string>>(ROLES.map((role) => [role, new Set()]));
  readonly #pressed = new Map<Role, Set<string>>(ROLES.map((role) => [role, new Set()]));
  readonly #done = new Map<Role, Set<string>>(ROLES.map((role) => [role, new Set()]));
  readonly #opened = new Set<string>();

  ran(roles: readonly Role[], label: string): void {
    for (const role of roles) this.#run.get(role)?.add(label);
  }
  shown(roles: readonly Role[], button: string): void {
    for (const role of roles) this.#shown.get(role)?.add(button);
  }
  pressed(roles: readonly Role[], button: string): void {
    for (const role of roles) this.#pressed.get(role)?.add(button);
  }
  /** Pressed in time: what another button does may leave this one nothing to do. */
  done(roles: readonly Role[], button: string): void {
    for (const role of roles) this.#done.get(role)?.add(button);
  }
  opened(form: string): void {
    this.#opened.add(form);
  }
  /** What has been done till now as each of these roles. */
  doneAs(roles: readonly Role[]): Set<string> {
    const [first = new Set<string>(), ...others] = roles.map((role) => this.#done.get(role) ?? new Set<string>());
    return new Set([...first].filter((button) => others.every((done) => done.has(button))));
  }

  /** Of these forms those that nobody has opened. */
  notOpened(forms: readonly string[]): string[] {
    return forms.filter((form) => !this.#opened.has(form));
  }

  /** Roles that nobody has stood before it as. */
  notShown(what: string): Role[] {
    return ROLES.filter((role) => !this.#shown.get(role)?.has(what));
  }

  /** Everything that a role has not done, by name. */
  missing(all: readonly Errand[]): string[] {
    return ROLES.flatMap((role) => [
      ...all.filter(({ label }) => !this.#run.get(role)?.has(label)).map(({ label }) => `${role} never ${label}`),
      ...[...(this.#shown.get(role) ?? [])]
        .filter((button) => !this.#pressed.get(role)?.has(button))
        .map((button) => `${role} was shown a button for ${button} and never pressed it`),
    ]);
  }
}

/**
 * Deals all errands of every role among those who have it, so that together they run each of them: what is about
 * something in sight to whoever sees such a thing. Nobody gets more than a fair part.
 */
export const dealErrands = (pairs: readonly Pair[], all: readonly Errand[]): Errand[][] => {
  const hands: Errand[][] = pairs.map(() => []);
  for (const role of ROLES) {
    const having = pairs.flatMap((pair, n) =>
      pair.viewer.roles.includes(role) ? [{ pair, hand: hands[n] ?? [] }] : [],
    );
    for (const errand of all) {
      const fitting = errand.about === "seen" ? having.filter(({ pair }) => meets(pair, errand)) : having;
      const some = fitting.length > 0 ? fitting : having.filter(({ pair }) => seenBy(pair).length > 0);
      const [least] = some.toSorted((a, b) => a.hand.length - b.hand.length);
      if (least && !least.hand.includes(errand)) least.hand.push(errand);
    }
  }
  return hands.map((hand) => hand.toSorted((a, b) => orderOf(a) - orderOf(b)));
};

const seenBy = ({ plan, viewer }: Pair) => plan.customers.filter((customer) => mayName(sees(plan, viewer, customer)));
const meets = ({ plan, viewer }: Pair, errand: Errand): boolean =>
  plan.customers.some((customer) => sees(plan, viewer, customer)[needOf(errand)]);

/** After these little may be left to see. */
const LAST = /^(presses|sends) (people\.(close|edit)|closing|handover|merging)/;
const orderOf = ({ label }: Errand): number => (LAST.test(label) ? 1 : 0);
