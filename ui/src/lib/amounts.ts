// Amounts for people, in the writing of the system's language.

const UNITS = ["kB", "MB", "GB", "TB"];

/** "1.2 MB"; small amounts without decimals. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  let amount = bytes / 1000;
  let unit = 0;
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const digits = amount < 10 ? 1 : 0;
  const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: digits });
  return `${number.format(amount)} ${UNITS[unit]}`;
}

/** "10,000" */
export function countText(count: number): string {
  return new Intl.NumberFormat().format(count);
}
