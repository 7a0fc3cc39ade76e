import { isObject, type JsonObject, objects } from "../../json.ts";
import type { ElementAt } from "../screen.ts";

/** An element of a card and where it is. */
export interface Spot {
  readonly element: JsonObject;
  readonly at: ElementAt;
  /** What it is in, outermost first. */
  readonly around: readonly Spot[];
}

const insideOf = (element: JsonObject): readonly JsonObject[] => {
  if (element.tag === "column_set") return objects(element.columns);
  if (element.tag === "checker") return isObject(element.button_area) ? objects(element.button_area.buttons) : [];
  return objects(element.elements);
};

const walk = (self: Spot): readonly Spot[] => [
  self,
  ...insideOf(self.element).flatMap((element, index) =>
    walk({ element, at: `${self.at}/${index}`, around: [...self.around, self] }),
  ),
];

/** Everything in the card, top to bottom: containers come before what is in them. */
export const spotsOf = (card: JsonObject): readonly Spot[] =>
  (isObject(card.body) ? objects(card.body.elements) : []).flatMap((element, index) =>
    walk({ element, at: String(index), around: [] }),
  );

/** The form it is in. */
export const formAround = ({ around }: Spot): Spot | undefined => around.find(({ element }) => element.tag === "form");

/** What is below it, without itself. */
export const below = (all: readonly Spot[], { at }: Spot): readonly Spot[] =>
  all.filter((spot) => spot.at.startsWith(`${at}/`));
