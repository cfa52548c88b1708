using Qldb.PartiQL;

namespace Qldb.Testing.Cases;

/// <summary>The vehicle registrations that the cases of partiql-dialect, section 10, speak of as F.</summary>
internal static class Fixture
{
    public static CaseLedger Vehicles(Dialect dialect = Dialect.Qldb)
    {
        var ledger = new CaseLedger(dialect);
        ledger.Execute("CREATE TABLE Vehicle");
        ledger.Execute("CREATE TABLE VehicleRegistration");
        ledger.Execute("CREATE TABLE Person");
        ledger.Execute(
            """
            INSERT INTO Vehicle <<
             {'VIN':'1N4AL11D75C109151','Type':'Sedan','Year':2011,'Make':'Audi','Model':'A5','Color':'Silver'},
             {'VIN':'KM8SRDHF6EU074761','Type':'Sedan','Year':2015,'Make':'Tesla','Model':'Model S','Color':'Blue'},
             {'VIN':'3HGGK5G53FM761765','Type':'Motorcycle','Year':2011,'Make':'Ducati','Model':'Monster 1200','Color':'Yellow'},
             {'VIN':'1HVBBAANXWH544237','Type':'Semi','Year':2009,'Make':'Ford','Model':'F 150','Color':'Black'},
             {'VIN':'1C4RJFAG0FC625797','Type':'Sedan','Year':2019,'Make':'Mercedes','Model':'CLK 350','Color':'White'} >>
            """);
        ledger.Execute(
            """
            INSERT INTO VehicleRegistration <<
             {'VIN':'1N4AL11D75C109151','LicensePlateNumber':'LEWISR261LL','State':'WA','City':'Seattle',
              'PendingPenaltyTicketAmount':90.25,'ValidFromDate':`2017-08-21T`,'ValidToDate':`2020-05-11T`,
              'Owners':{'PrimaryOwner':{'PersonId':'p1'},'SecondaryOwners':[{'PersonId':'p5'}]}},
             {'VIN':'KM8SRDHF6EU074761','LicensePlateNumber':'CA762X','State':'WA','City':'Kent',
              'PendingPenaltyTicketAmount':130.75,'ValidFromDate':`2017-09-14T`,'ValidToDate':`2020-06-25T`,
              'Owners':{'PrimaryOwner':{'PersonId':'p2'},'SecondaryOwners':[]}},
             {'VIN':'3HGGK5G53FM761765','LicensePlateNumber':'CD820Z','State':'WA','City':'Everett',
              'PendingPenaltyTicketAmount':442.30,'ValidFromDate':`2011-03-17T`,'ValidToDate':`2021-03-24T`,
              'Owners':{'PrimaryOwner':{'PersonId':'p3'},'SecondaryOwners':[]}},
             {'VIN':'1HVBBAANXWH544237','LicensePlateNumber':'LS477D','State':'WA','City':'Tacoma',
              'PendingPenaltyTicketAmount':42.20,'ValidFromDate':`2011-10-26T`,'ValidToDate':`2023-09-25T`,
              'Owners':{'PrimaryOwner':{'PersonId':'p4'},'SecondaryOwners':[]}},
             {'VIN':'1C4RJFAG0FC625797','LicensePlateNumber':'TH393F','State':'WA','City':'Olympia',
              'PendingPenaltyTicketAmount':30.45,'ValidFromDate':`2013-09-02T`,'ValidToDate':`2024-03-19T`,
              'Owners':{'PrimaryOwner':{'PersonId':'p5'},'SecondaryOwners':[]}} >>
            """);
        ledger.Execute(
            """
            INSERT INTO Person <<
             {'FirstName':'Raul','LastName':'Lewis','GovId':'LEWISR261LL','DOB':`1963-08-19T`},
             {'FirstName':'Brent','LastName':'Logan','GovId':'LOGANB486CG','DOB':`1967-07-03T`} >>
            """);
        return ledger;
    }

    /// <summary>A ledger with an empty table T.</summary>
    public static CaseLedger EmptyTable(string name = "T", Dialect dialect = Dialect.Qldb)
    {
        var ledger = new CaseLedger(dialect);
        ledger.Execute($"CREATE TABLE {name}");
        return ledger;
    }
}
