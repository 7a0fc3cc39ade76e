import { isObject, type JsonObject, objects } from "../../../../json.ts";
import { MenuButton } from "../../controls/menu.tsx";
import { OutsideButton, Press } from "../../controls/press.tsx";
import { useReading } from "../../reading.ts";
import { safeAddress } from "../../text/link.tsx";
import { useWords, wordsOf } from "../text/text-object.tsx";
import { Icon } from "./icon.tsx";
import { widthOf } from "./layout.ts";
import { type ElementProps, useCard, useForm } from "./surface.ts";

const LOOKS: Readonly<Record<string, string>> = {
  default: "plain-button",
  primary: "outlined-primary",
  danger: "outlined-danger",
  text: "text-button",
  primary_text: "text-button ink-primary",
  danger_text: "text-button ink-danger",
  primary_filled: "primary",
  danger_filled: "filled-danger",
  laser: "laser",
};

/** The page that a press opens on a computer; undefined when it opens none. */
export const addressIn = (urls: JsonObject): string | undefined =>
  safeAddress(urls.pc_url) ?? safeAddress(urls.default_url) ?? safeAddress(urls.url);

const opens = (element: JsonObject): JsonObject | undefined =>
  objects(element.behaviors).find(({ type }) => type === "open_url");
const calls = (element: JsonObject): boolean => objects(element.behaviors).some(({ type }) => type === "callback");

export function ButtonElement({ element, at }: ElementProps) {
  const card = useCard();
  const form = useForm();
  const words = useWords(element.text);
  const tips = useWords(element.disabled === true ? element.disabled_tips : element.hover_tips);
  const { t } = useReading();
  const look = `${LOOKS[String(element.type ?? "default")] ?? "plain-button"} button-${String(element.size ?? "medium")}`;
  const link = opens(element);
  const url = link && addressIn(link);
  const face = (
    <>
      {isObject(element.icon) && <Icon value={element.icon} />}
      {words}
    </>
  );
  const press = (): void => card.press({ element, at }, form);
  const stopped = card.stopped || (element.disabled === true ? tips || t.disabled : "");
  return (
    <span class="card-button" style={{ width: widthOf(element.width) }}>
      {url && stopped === "" ? (
        <OutsideButton look={look} url={url} {...(calls(element) ? { pressed: press } : {})}>
          {face}
        </OutsideButton>
      ) : (
        <Press
          look={card.isWaiting && stopped === "" ? `${look} waits` : look}
          busy={card.isBusy(at)}
          press={press}
          disabled={stopped !== "" || card.isWaiting}
          title={stopped || tips || undefined}
        >
          {face}
        </Press>
      )}
    </span>
  );
}

/** The three dots, or a button with a menu under it. */
export function OverflowElement({ element, at }: ElementProps) {
  const card = useCard();
  const { t, reader } = useReading();
  const items = objects(element.options).map((option) => ({
    text: wordsOf(option.text, reader.language),
    pick: () => {
      const url = isObject(option.multi_url) ? addressIn(option.multi_url) : undefined;
      if (url) window.open(url, "_blank", "noopener,noreferrer");
      else card.choose({ element, at }, String(option.value ?? ""));
    },
  }));
  if (card.stopped)
    return (
      <Press
        look="plain-button icon-only"
        busy={false}
        press={() => undefined}
        disabled
        title={card.stopped}
        label={t.more}
      >
        ⋯
      </Press>
    );
  return <MenuButton label={t.more} look="plain-button icon-only" busy={card.isBusy(at)} items={items} />;
}
