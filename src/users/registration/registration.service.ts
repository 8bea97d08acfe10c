import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { asValidationError, type DtoClass, validate, type RestRequest } from '../../rest/index.js';
import { VerificationCodes } from '../../verifications/index.js';
import { ContactsService } from '../contacts/contacts.service.js';
import type { User } from '../entities/index.js';
import { Passwords } from '../passwords/passwords.js';
import { registrationFamily } from './registration.inputs.js';
import type { Registration, RegistrationContext } from './registration.js';

/** Makes a stranger a customer. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly codes: VerificationCodes,
    private readonly passwords: Passwords,
    private readonly contacts: ContactsService,
  ) {}

  /**
   * Registers whoever sent the request, from the fields of any family of clients.
   *
   * @param dto of a family that is known; default: the one whose keys were sent
   *
   * Of several registrations of one name or mobile number at once the database lets one pass. The
   * code is used up only then: a refused registration can be corrected and sent again.
   *
   * @throws ValidationError in the shape that the client's family reads
   */
  async register(request: RestRequest, dto?: DtoClass<Registration>): Promise<User> {
    const data = await request.data();
    const family = dto ?? registrationFamily(data);
    const context: RegistrationContext = { ...request.validationContext(), codes: this.codes };
    const registration = await validate(family, data, context);
    const passwordHash = await this.passwords.hash(registration.password);
    try {
      return await this.unitOfWork.run(async (tx) => {
        const { username } = registration;
        const { channel, address, code } = registration.proof();
        tx.afterCommit(() => this.codes.consume(channel, address, code));
        const account = { ...registration.account(), username, passwordHash };
        return await this.contacts.createUser(tx.manager, account);
      });
    } catch (error) {
      const refusal = asValidationError(error, family, this.dataSource);
      throw refusal ? registration.clash(refusal) : error;
    }
  }
}
