import type { JsonObject } from "../../../../json.ts";
import { useReading } from "../../reading.ts";
import { Boxes } from "./boxes.tsx";
import { Button, Feedback, IconButton } from "./button.tsx";
import { DateField, DatetimeField, TimeField } from "./dates.tsx";
import { FileField } from "./file-field.tsx";
import { Overflow } from "./overflow.tsx";
import { Picture } from "./picture.tsx";
import { Select } from "./select.tsx";
import { TextField } from "./text-field.tsx";

/** Any element of a block, by its type. */
export function Element({ block, element }: { block: string; element: JsonObject }) {
  const { t } = useReading();
  const props = { block, element };
  switch (element.type) {
    case "button":
    case "workflow_button":
      return <Button {...props} />;
    case "overflow":
      return <Overflow {...props} />;
    case "datepicker":
      return <DateField {...props} />;
    case "timepicker":
      return <TimeField {...props} />;
    case "datetimepicker":
      return <DatetimeField {...props} />;
    case "checkboxes":
    case "radio_buttons":
      return <Boxes {...props} />;
    case "file_input":
      return <FileField {...props} />;
    case "image":
      return <Picture image={element} small />;
    case "feedback_buttons":
      return <Feedback {...props} />;
    case "icon_button":
      return <IconButton {...props} />;
    default:
      if (String(element.type).endsWith("_select")) return <Select {...props} />;
      if (String(element.type).endsWith("_input")) return <TextField {...props} />;
      return <span class="unknown">{t.unknownBlock(String(element.type))}</span>;
  }
}
