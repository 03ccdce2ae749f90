/** Performs a button: what the simulator can do it does, what the phone must ask it asks. */

const ASKS = {
  camera: (phone) => phone.sheets.choosePhoto(),
  cameraRoll: (phone) => phone.sheets.choosePhoto(),
  location: (phone) => phone.sheets.location(),
  datetimepicker: (phone, action) => phone.sheets.when(action),
};

export async function perform(phone, action, params) {
  if (!action) return;
  if (!params && Object.hasOwn(ASKS, action.type)) {
    ASKS[action.type](phone, action);
    return;
  }
  const told = await phone.does("press", { action, params });
  if (!told) return;
  if (told.uri) phone.sheets.address(told.uri);
  if (told.clipboard) phone.sheets.copied(told.clipboard);
  if (told.inputOption) phone.bar.option(told.inputOption, told.fillInText ?? "");
  if (told.webhook?.reason) phone.notify(`webhook: ${told.webhook.reason}`, { wrong: true });
}
