import { isObject, type JsonObject, objects } from "../../../../json.ts";
import { MenuButton } from "../../controls/menu.tsx";
import { useReading } from "../../reading.ts";
import { safeAddress } from "../../text/link.tsx";
import { useSurface } from "../surface.ts";
import { words } from "../text/text-object.tsx";

interface Props {
  readonly block: string;
  readonly element: JsonObject;
}

/** The three dots: a menu of actions. */
export function Overflow({ block, element }: Props) {
  const { t } = useReading();
  const surface = useSurface();
  const pick = (option: JsonObject): void => {
    const href = safeAddress(option.url);
    if (href) window.open(href, "_blank", "noopener,noreferrer");
    surface.act(block, element, String(option.value));
  };
  const items = objects(element.options).map((option) => ({
    text: words(option.text),
    description: isObject(option.description) ? words(option.description) : undefined,
    pick: () => pick(option),
  }));
  return (
    <MenuButton
      label={t.more}
      look="plain-button icon-only"
      busy={surface.isPending(block, String(element.action_id))}
      items={items}
    />
  );
}
