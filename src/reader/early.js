// Files know nothing of what was chosen: before anything is seen, this reads it, or a page would shine white before it is dark.
document.documentElement.classList.add(...classesOf(readChoices(location.search)).split(' ').filter(Boolean))
