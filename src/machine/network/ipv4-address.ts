/** An IPv4 address as the kernel counts with it: an unsigned 32-bit number, its first octet on top. */
export type Ipv4Address = number;

/** Reads an address in dotted decimal. @throws RangeError for anything else */
export function ipv4(text: string): Ipv4Address {
  const octets = text.split('.').map(Number);
  if (octets.length !== 4 || octets.some((octet) => !(octet >= 0 && octet <= 255))) {
    throw new RangeError(`${text} is no IPv4 address`);
  }
  return octets.reduce((address, octet) => address * 256 + octet, 0);
}

/** Writes an address in dotted decimal. */
export function formatIpv4(address: Ipv4Address): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}
