import { type ComponentChild, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ElementAt, Held } from "../../../../feishu/screen.ts";
import type { Placed } from "./held.ts";

/** What the elements of a card stand on: they ask it what they hold, and tell it what the person did. */
export interface CardSurface {
  held(placed: Placed): Held;
  /** Keeps what is being typed, until it is handed over. */
  type(at: ElementAt, held: Held): void;
  /** A field of a form now holds this. */
  enter(at: ElementAt, held: Held): void;
  /** Something outside of forms was picked, ticked or sent. */
  choose(placed: Placed, held: Held): void;
  press(placed: Placed, form: Placed | null): void;
  isBusy(at: ElementAt): boolean;
  /** Something in the card was used and is not answered yet: meanwhile Feishu takes nothing else. */
  readonly isWaiting: boolean;
  /** Why nothing in the card can be used, in the person's words; "" when it can. */
  readonly stopped: string;
  /** Of whom a choice of people consists when it names none itself: those of the chat. */
  readonly members: readonly string[];
  /** What is wrong with fields, after a form was not sent. */
  readonly errors: Readonly<Record<ElementAt, string>>;
}

const nowhere: CardSurface = {
  held: () => null,
  type: () => undefined,
  enter: () => undefined,
  choose: () => undefined,
  press: () => undefined,
  isBusy: () => false,
  isWaiting: false,
  stopped: "",
  members: [],
  errors: {},
};

export const CardContext = createContext<CardSurface>(nowhere);
export const useCard = (): CardSurface => useContext(CardContext);

/** The form that an element stands in. */
export const FormContext = createContext<Placed | null>(null);
export const useForm = (): Placed | null => useContext(FormContext);

/** id of the words right above an element; "" when there are none. */
export const AboveContext = createContext("");

/** Every element is given itself and where it is. */
export type ElementProps = Placed;

/** A container is given, besides, what draws the elements in it. */
export interface ContainerProps extends ElementProps {
  readonly Within: (props: { readonly elements: unknown; readonly at: ElementAt }) => ComponentChild;
}
