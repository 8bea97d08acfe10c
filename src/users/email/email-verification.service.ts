import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { ExpiringStore } from '../../infrastructure/expiring-store/expiring-store.js';
import { JobOutbox, outgoing } from '../../infrastructure/jobs/index.js';
import { TokenRefused, TokenSigner } from '../../infrastructure/token-signer.js';
import {
  asValidationError,
  Throttled,
  validate,
  ValidationError,
  type RestRequest,
} from '../../rest/index.js';
import { shownContact } from '../contacts/contact.js';
import { ContactChanges } from '../contacts/contact-changes.js';
import { ContactsService } from '../contacts/contacts.service.js';
import { User } from '../entities/index.js';
import { MESSAGES } from '../users.messages.js';
import { BindEmailInput } from '../meiduo/bind-email.inputs.js';
import { SEND_VERIFICATION } from './verification.jobs.js';

/** Seconds that a link counts. */
const LINK_SECONDS = 86_400;
/** Links for a user, and to an address, within `PERIOD_SECONDS`: mails go to addresses of anybody. */
const LINKS = 10;
const PERIOD_SECONDS = 3600;

/** Binds e-mail addresses to users: only the owner of an address can follow the link sent there. */
@Injectable()
export class EmailVerificationService {
  private readonly signer: TokenSigner;

  constructor(
    settings: Settings,
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ExpiringStore,
    private readonly outbox: JobOutbox,
    private readonly contacts: ContactChanges,
    private readonly proven: ContactsService,
  ) {
    this.signer = new TokenSigner(settings, 'users: email verification');
  }

  /**
   * Sets the user's address and has a link sent there; a link sent before counts no more. The same
   * address again sends a new link and stays verified if it was.
   *
   * @param request has a `BindEmailInput`; its language is the mail's
   * @returns the address
   * @throws ValidationError when another user has it, or a verified one is to be replaced without
   *   the password; Throttled after ten links within an hour
   */
  async bind(user: User, request: RestRequest): Promise<string> {
    const { ip, language } = request;
    const context = { ...request.validationContext(), instance: user };
    const input = await validate(BindEmailInput, await request.data(), context);
    const { email } = input;
    await this.count(`user-${user.id}`);
    await this.count(`to-${email}`);
    const change = await this.contacts.allow(user, 'email', email, input, ip);
    const tokenId = randomBytes(16).toString('hex');
    try {
      await this.unitOfWork.run(async (tx) => {
        if (change) await this.contacts.apply(tx, user, change);
        await tx.manager.update(User, user.id, { emailTokenId: tokenId });
        const mail = outgoing(SEND_VERIFICATION, { userId: user.id, tokenId, language });
        await this.outbox.add(tx, mail);
      });
    } catch (error) {
      throw asValidationError(error, BindEmailInput) ?? error;
    }
    return email;
  }

  /** What proves that its bearer reads the user's mail, for a day. */
  tokenFor(user: User, tokenId: string): string {
    const claims = { user_id: user.id, email: shownContact(user, 'email'), id: tokenId };
    return this.signer.sign(claims, LINK_SECONDS);
  }

  /**
   * Verifies the address that the token was sent to. Mail programs and people follow links more than
   * once: while the address stays the user's, it answers the same again.
   *
   * @throws ValidationError for a token that is forged, expired, or followed by a newer one
   */
  async verify(token: string): Promise<void> {
    const { user_id: id, email, id: emailTokenId } = this.claims(token);
    if (typeof id !== 'number' || typeof email !== 'string' || typeof emailTokenId !== 'string') {
      throw linkInvalid();
    }
    const isVerified = await this.unitOfWork.run(async ({ manager }) => {
      const pending = { id, emailTokenId, pendingEmail: email };
      const { affected } = await manager.update(User, pending, { emailTokenId: null });
      if (affected === 1) await this.proven.prove(manager, id, 'email', email);
      return manager.existsBy(User, { id, email, pendingEmail: IsNull() });
    });
    if (!isVerified) throw linkInvalid();
  }

  private claims(token: string) {
    try {
      return this.signer.verify(token);
    } catch (error) {
      if (error instanceof TokenRefused) throw linkInvalid(error);
      throw error;
    }
  }

  private async count(whose: string): Promise<void> {
    const key = `email-links:${whose}`;
    if ((await this.store.increment(key, PERIOD_SECONDS)) > LINKS) {
      throw new Throttled(await this.store.secondsLeft(key));
    }
  }
}

function linkInvalid(cause?: Error): ValidationError {
  return new ValidationError({ message: MESSAGES.linkInvalid }, { cause });
}
