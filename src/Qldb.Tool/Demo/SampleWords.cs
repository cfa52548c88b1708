namespace Qldb.Tool.Demo;

/// <summary>The vocabulary of <see cref="SampleDataGenerator"/>: common names, places with their first postal code, and vehicles with their maker's code.</summary>
internal static class SampleWords
{
    public static readonly string[] FirstNames =
    [
        "Aaliyah", "Adrian", "Alice", "Amara", "Andrea", "Anton", "Beatriz", "Benjamin", "Brenda", "Carlos", "Charlotte", "Chen", "Clara", "Daniel", "Daria", "David",
        "Dmitri", "Elena", "Eli", "Emma", "Esther", "Farah", "Felix", "Fiona", "Gabriel", "Grace", "Hanna", "Hassan", "Helen", "Hiro", "Ibrahim", "Ingrid",
        "Isaac", "Jamal", "Jane", "Javier", "Joan", "Jonas", "Julia", "Kai", "Karen", "Keiko", "Kofi", "Laila", "Leo", "Lina", "Logan", "Lucia",
        "Magnus", "Maria", "Marcus", "Mei", "Melvin", "Mina", "Nadia", "Nathan", "Nina", "Noah", "Olga", "Omar", "Oscar", "Paula", "Pavel", "Priya",
        "Quentin", "Rafael", "Raul", "Rosa", "Ruth", "Salvatore", "Samira", "Sarah", "Sofia", "Stefan", "Tariq", "Teresa", "Thomas", "Uma", "Viktor", "Wanda",
        "Xavier", "Yara", "Yusuf", "Zoe",
    ];

    public static readonly string[] LastNames =
    [
        "Abbott", "Aguilar", "Andersen", "Baker", "Banerjee", "Barros", "Becker", "Bianchi", "Boateng", "Campbell", "Carter", "Castillo", "Chang", "Clarke", "Cohen", "Costa",
        "Delgado", "Diaz", "Dubois", "Eriksson", "Evans", "Farouk", "Ferreira", "Fischer", "Foster", "Garcia", "Gupta", "Haddad", "Hansen", "Harris", "Hoffmann", "Hughes",
        "Ibrahim", "Ito", "Ivanov", "Jansen", "Johnson", "Kaplan", "Keller", "Khan", "Kim", "Kowalski", "Kruger", "Larsen", "Lee", "Lewis", "Lindgren", "Lopez",
        "Maier", "Martin", "Mbeki", "Mendes", "Morales", "Moreau", "Murphy", "Nakamura", "Ngo", "Nilsson", "Novak", "Okafor", "Olsen", "Ortiz", "Park", "Patel",
        "Pena", "Petrov", "Quinn", "Ramirez", "Reyes", "Rossi", "Russo", "Santos", "Sato", "Schmidt", "Silva", "Singh", "Spencer", "Suzuki", "Takahashi", "Torres",
        "Vargas", "Vogel", "Walker", "Weber", "Wong", "Yilmaz", "Young", "Zhang", "Zimmer",
    ];

    public static readonly string[] Streets =
    [
        "Acorn Lane", "Alder Street", "Bay Road", "Birch Avenue", "Bridge Street", "Canal Walk", "Cedar Court", "Church Street", "Clover Drive", "College Avenue", "Dogwood Lane", "Elm Street",
        "Fairview Road", "Garden Place", "Harbor View", "Hickory Trail", "Hill Street", "Juniper Way", "Lake Drive", "Lincoln Avenue", "Maple Street", "Meadow Lane", "Mill Road", "Oak Avenue",
        "Orchard Street", "Park Place", "Pearl Street", "Pine Court", "Prospect Avenue", "Quarry Road", "Ridge Road", "River Street", "School Lane", "Spring Street", "Summit Avenue", "Valley Road",
        "Walnut Street", "Water Street", "Willow Bend", "Winter Hill",
    ];

    public static readonly (string City, string State, int Zip)[] Cities =
    [
        ("Anchorage", "AK", 99501), ("Phoenix", "AZ", 85001), ("Sacramento", "CA", 94203), ("San Diego", "CA", 92101), ("Denver", "CO", 80201), ("Hartford", "CT", 6101), ("Orlando", "FL", 32801),
        ("Atlanta", "GA", 30301), ("Honolulu", "HI", 96801), ("Boise", "ID", 83701), ("Chicago", "IL", 60601), ("Des Moines", "IA", 50301), ("Boston", "MA", 2101), ("Portland", "ME", 4101),
        ("Detroit", "MI", 48201), ("Minneapolis", "MN", 55401), ("Kansas City", "MO", 64101), ("Raleigh", "NC", 27601), ("Omaha", "NE", 68101), ("Albuquerque", "NM", 87101), ("Reno", "NV", 89501),
        ("Albany", "NY", 12201), ("Cleveland", "OH", 44101), ("Eugene", "OR", 97401), ("Pittsburgh", "PA", 15201), ("Memphis", "TN", 37501), ("Austin", "TX", 73301), ("Salt Lake City", "UT", 84101),
        ("Richmond", "VA", 23218), ("Everett", "WA", 98201), ("Olympia", "WA", 98501), ("Madison", "WI", 53701),
    ];

    public static readonly (string Make, string Model, string Type, string Prefix)[] Models =
    [
        ("Audi", "A5", "Sedan", "WAU"), ("Audi", "Q7", "SUV", "WA1"), ("BMW", "325i", "Sedan", "WBA"), ("BMW", "X3", "SUV", "5UX"), ("Chevrolet", "Malibu", "Sedan", "1G1"), ("Chevrolet", "Silverado", "Truck", "1GC"),
        ("Ducati", "Monster", "Motorcycle", "ZDM"), ("Ford", "F 150", "Truck", "1FT"), ("Ford", "Fusion", "Sedan", "3FA"), ("Harley-Davidson", "Sportster", "Motorcycle", "1HD"), ("Honda", "Accord", "Sedan", "1HG"), ("Honda", "CR-V", "SUV", "5J6"),
        ("Hyundai", "Elantra", "Sedan", "KMH"), ("Jeep", "Wrangler", "SUV", "1C4"), ("Kia", "Sorento", "SUV", "5XY"), ("Mazda", "MX-5", "Convertible", "JM1"), ("Mercedes", "CLK 350", "Coupe", "WDB"), ("Nissan", "Leaf", "Hatchback", "1N4"),
        ("Subaru", "Outback", "Wagon", "4S4"), ("Tesla", "Model S", "Sedan", "5YJ"), ("Toyota", "Corolla", "Sedan", "2T1"), ("Toyota", "Tacoma", "Truck", "5TF"), ("Volkswagen", "Golf", "Hatchback", "3VW"), ("Volvo", "V60", "Wagon", "YV1"),
    ];

    public static readonly string[] Colors = ["Beige", "Black", "Blue", "Brown", "Gold", "Gray", "Green", "Orange", "Red", "Silver", "White", "Yellow"];

    public static readonly string[] LicenceClasses = ["Commercial", "Full", "Learner", "Probationary"];
}
