// Fields for dates, which Shiny itself has only with a calendar of its own.
const dateFields = () => document.querySelectorAll('input[type=date]');
const sendDates = () => dateFields().forEach((field) => Shiny.setInputValue(field.id, field.value));

$(document).on('shiny:connected', () => {
    dateFields().forEach((field) => field.addEventListener('change', sendDates));
    sendDates();
});
Shiny.addCustomMessageHandler('dates', (days) => {
    dateFields().forEach((field) => { field.value = days[field.id]; });
    sendDates();
});
