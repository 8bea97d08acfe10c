import { Injectable } from '@nestjs/common';
import { encodeQR } from 'qr';
import { Settings } from '../config/settings.js';
import { TokenRefused, TokenSigner } from '../infrastructure/token-signer.js';
import type { TicketOrder } from './entities/index.js';

/** Seconds after the start that tickets count. */
export const AFTER_START = 86_400;

/** What picks tickets up: twelve digits, or a QR code over a signed token with them. */
@Injectable()
export class PickUp {
  private readonly signer: TokenSigner;

  constructor(settings: Settings) {
    this.signer = new TokenSigner(settings, 'ticket');
  }

  /** A picture, as an address that pages can show; empty unless the tickets are paid. */
  qrCode({ code, status }: Pick<TicketOrder, 'code' | 'status'>, startsAt: Date): string {
    if (code === null || status !== 'paid') return '';
    const lifetime = Math.ceil((startsAt.getTime() - Date.now()) / 1000) + AFTER_START;
    if (lifetime <= 0) return '';
    const svg = encodeQR(this.signer.sign({ code }, lifetime), 'svg');
    return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  }

  /** The code in what a scanner or a person has entered; null when it is none of ours. */
  codeIn(entered: string): string | null {
    if (/^\d{12}$/.test(entered)) return entered;
    try {
      const { code } = this.signer.verify(entered);
      return typeof code === 'string' ? code : null;
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      return null;
    }
  }
}
