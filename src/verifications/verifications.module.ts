import { Module } from '@nestjs/common';
import { CaptchaDemand } from './captcha/captcha-demand.js';
import { Captchas } from './captcha/captchas.js';
import { CodeDelivery } from './codes/code-delivery.js';
import { CodeRequests } from './codes/code-requests.js';
import { VerificationCodes } from './codes/verification-codes.js';
import { CodeController } from './controllers/code.controller.js';
import { EmailCodesController } from './controllers/email-codes.controller.js';
import { ImageCodesController } from './controllers/image-codes.controller.js';
import { SmsCodesController } from './meiduo/sms-codes.controller.js';

/**
 * Captchas, and codes that prove whose a mobile or an e-mail address is. `KnownMobiles` comes from
 * a global module.
 */
@Module({
  controllers: [ImageCodesController, SmsCodesController, CodeController, EmailCodesController],
  providers: [Captchas, CaptchaDemand, VerificationCodes, CodeRequests, CodeDelivery],
  exports: [Captchas, CaptchaDemand, CodeRequests, VerificationCodes],
})
export class VerificationsModule {}
