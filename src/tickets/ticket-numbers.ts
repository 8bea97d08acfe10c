import { randomInt } from 'node:crypto';

/** What serial numbers of tickets begin with, and no number of an order of goods. */
export const TICKET_PREFIX = 'T';

/** A new serial number (流水号). @param wallClock `YYYY-MM-DD HH:MM:SS` */
export function serialNumber(wallClock: string, userId: number): string {
  return `${TICKET_PREFIX}${wallClock.replace(/\D/g, '')}${userId}${digits(6)}`;
}

/** The number of an order that has been paid: that of the lock, its letter left out, and two more. */
export function orderNumberOf(serial: string): string {
  return `${serial.slice(TICKET_PREFIX.length)}${digits(2)}`;
}

/** Twelve digits that nobody can guess. */
export function pickUpCode(): string {
  return digits(12);
}

function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}
