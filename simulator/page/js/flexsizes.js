/** LINE's words for sizes and spaces in flex messages, as pixels; anything odd is ignored. */

const SPACE = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const WORDS = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const PICTURE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const CORNER = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };

const MEASURE = /^\d{1,4}(\.\d{1,2})?(px|%)$/;
const COLOUR = /^#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$/;

const measure = (table) => (value) => {
  if (value === undefined) return undefined;
  if (Object.hasOwn(table, value)) return `${table[value]}px`;
  return MEASURE.test(value) ? value : undefined;
};

export const space = measure(SPACE);
export const fontSize = measure(WORDS);
export const pictureSize = (value = "md") => (value === "full" ? "100%" : measure(PICTURE)(value) ?? "100px");
export const border = measure(BORDER);
export const corner = measure(CORNER);
export const plain = measure({});
export const colour = (value) => (COLOUR.test(value ?? "") ? value : undefined);

export function ratio(value) {
  const found = /^(\d{1,5}):(\d{1,5})$/.exec(value ?? "");
  return found && Number(found[1]) && Number(found[2]) ? `${found[1]} / ${found[2]}` : "1 / 1";
}
