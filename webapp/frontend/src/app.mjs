// Every page works without this file; it only makes some things nicer. Radios and Checkboxes stay out: their conditional
// reveals are done in src/_forms.scss.
import {
  Button, CharacterCount, createAll, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink
} from 'govuk-frontend'
import { keepDrafts } from './draft.mjs'

for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink]) {
  createAll(component)
}
document.querySelectorAll('form[data-draft]').forEach(keepDrafts)
