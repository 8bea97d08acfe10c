import { Injectable } from '@nestjs/common';
import { ValidationError, type RestTransaction } from '../../rest/index.js';
import { VerificationCodes } from '../../verifications/index.js';
import { User } from '../entities/index.js';
import { MESSAGES } from '../users.messages.js';
import { PasswordCheck } from '../passwords/password-check.js';
import { CHANNEL, maskedContact, PENDING, shownContact, type ContactKind } from './contact.js';
import { ContactNotices } from './contact-notices.js';
import { ContactsService } from './contacts.service.js';

/** What proves that a change is the owner's, and that the new contact is. */
export interface ChangeProofs {
  /** The account's password. */
  readonly password?: string;
  /** Sent to the contact that is to be replaced. */
  readonly old_code?: string;
  /** Sent to the new number. */
  readonly code?: string;
}

/** A change that may be made. */
export interface Change {
  readonly kind: ContactKind;
  readonly contact: string | null;
  readonly isProven: boolean;
}

/**
 * Changes of users' own contacts. A stolen token must not become the account: what replaces or
 * removes a proven contact, and what proves a first number (which could then reset the password),
 * takes the password or a code sent to the former contact, which is told.
 */
@Injectable()
export class ContactChanges {
  constructor(
    private readonly contacts: ContactsService,
    private readonly notices: ContactNotices,
    private readonly codes: VerificationCodes,
    private readonly passwords: PasswordCheck,
  ) {}

  /**
   * Decides what becomes of a contact that was sent, and uses up the codes for it.
   *
   * @param sent undefined: none was; what the user has already stays as it is
   * @returns null when nothing changes
   * @throws ValidationError without the proofs; Throttled after too many wrong passwords
   */
  async allow(
    user: User,
    kind: ContactKind,
    sent: string | null | undefined,
    proofs: ChangeProofs,
    client: string,
  ): Promise<Change | null> {
    const code = kind === 'mobile' ? proofs.code : undefined;
    const contact = sent === undefined ? shownContact(user, kind) : sent;
    const proven = user[kind];
    if (contact === proven) {
      return user[PENDING[kind]] === null || sent === undefined
        ? null
        : { kind, contact, isProven: true };
    }
    const isProven = Boolean(code) && contact !== null;
    if (!isProven && contact !== null && contact === user[PENDING[kind]]) return null;
    await this.authorise(user, kind, isProven, proofs, client);
    if (isProven) await this.checkCode(contact!, code!);
    return { kind, contact, isProven };
  }

  /** Makes the change, and tells the contact that is replaced after the commit. */
  async apply(tx: RestTransaction, user: User, { kind, contact, isProven }: Change): Promise<void> {
    const { manager } = tx;
    const pending = PENDING[kind];
    if (kind === 'email') await manager.update(User, user.id, { emailTokenId: null });
    if (contact === null) {
      await manager.update(User, user.id, { [kind]: null, [pending]: null });
    } else if (isProven) {
      await this.contacts.prove(manager, user.id, kind, contact);
    } else {
      await this.contacts.refuseUsername(manager, user.id, kind, contact);
      await manager.update(User, user.id, { [pending]: contact });
    }
    if (user[kind] === null || user[kind] === contact) return;
    const event = contact === null ? EVENTS[kind].removed : EVENTS[kind].changed;
    await this.notices.tell(
      tx,
      { ...user, mobile: null, email: null, [kind]: user[kind] },
      event.with({ contact: maskedContact(contact ?? '') }),
    );
  }

  private async authorise(
    user: User,
    kind: ContactKind,
    isProven: boolean,
    proofs: ChangeProofs,
    client: string,
  ): Promise<void> {
    const former = user[kind];
    const givesReset = kind === 'mobile' && isProven && user.hasPassword;
    if (former === null && !givesReset) return;
    if (proofs.password) {
      await this.passwords.demand(user, proofs.password, client, 'password');
    } else if (former !== null && proofs.old_code) {
      const verdict = await this.codes.consume(CHANNEL[kind], former, proofs.old_code);
      if (verdict !== 'ok') throw new ValidationError({ old_code: [MESSAGES.codeWrong] });
    } else {
      throw new ValidationError({ [kind]: [former ? GUARDED[kind] : MESSAGES.passwordNeeded] });
    }
  }

  private async checkCode(mobile: string, code: string): Promise<void> {
    const verdict = await this.codes.consume('sms', mobile, code);
    if (verdict !== 'ok') throw new ValidationError({ code: [MESSAGES.smsCodeWrong] });
  }
}

const GUARDED = { mobile: MESSAGES.mobileGuarded, email: MESSAGES.emailGuarded } as const;

const EVENTS = {
  mobile: { changed: MESSAGES.mobileChanged, removed: MESSAGES.mobileRemoved },
  email: { changed: MESSAGES.emailChanged, removed: MESSAGES.emailRemoved },
} as const;
